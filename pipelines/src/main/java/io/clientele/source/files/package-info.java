/** Files as a source: which files are new, how a record is cut out of one, and what it maps to. */
package io.clientele.source.files;
