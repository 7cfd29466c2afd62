/**
 * The lake: how tables are kept, and the one protocol by which they are written. The only package
 * that knows Delta.
 */
package io.clientele.lake;
