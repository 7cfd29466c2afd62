/**
 * What a table is: its fields, its key, how new rows meet old ones, and what must hold of them.
 * Values only: nothing here reads, writes or runs.
 */
package io.clientele.table;
