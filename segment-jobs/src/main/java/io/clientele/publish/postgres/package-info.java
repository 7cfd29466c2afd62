/**
 * Publishing to Postgres, the product's own or the user's: migrations, tables that mirror those of
 * the lake, rows by COPY into staging, and the one transaction that makes them visible. All SQL
 * lies in resource files. Knows no job and no setting; what is published is handed in.
 */
package io.clientele.publish.postgres;
