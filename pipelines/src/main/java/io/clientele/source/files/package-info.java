/**
 * Files as a source: which files are new, how a record is cut out of one, and what it maps to. A
 * record is known by its file's path below the input folder and its byte offset, so it has the same
 * key wherever the folder lies and however the work was split. Knows nothing of what the values
 * mean: that is said by the canonical tables that the drafts go to.
 */
package io.clientele.source.files;
