/**
 * The lake: how tables are kept, and the one protocol by which they are written. A write is a
 * transaction of its step and run; rows that could be refused are written, staged or where they are
 * to stay, and judged and split before anything is committed. The only package that knows Delta.
 */
package io.clientele.lake;
