/**
 * The canonical tables, one contract each, and the stages that fill them: parse, reject, keep the
 * latest. Knows nothing of vendors: a source hands in drafts.
 */
package io.clientele.silver;
