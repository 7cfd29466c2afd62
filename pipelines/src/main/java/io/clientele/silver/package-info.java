/**
 * The canonical tables, one contract each, and the stages that fill them: read texts as values,
 * refuse what cannot be read, keep the latest version of each row. Knows nothing of files or
 * vendors: a source hands in drafts, made by its {@link io.clientele.silver.Feed}.
 */
package io.clientele.silver;
