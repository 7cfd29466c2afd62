/**
 * The benchmark: the product's jobs as processes of their own, beside DuckDB and beside what a data
 * scientist would use on one machine. It knows the product by its command line and by the files of
 * its lake alone.
 */
package io.clientele.bench;
