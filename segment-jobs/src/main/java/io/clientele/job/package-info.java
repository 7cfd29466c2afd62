/**
 * The product's jobs and the runner that carries them out for one tenant: in order, once, resumed
 * where a former process stopped, and written into the ledger. Knows every step, decides nothing
 * about data.
 */
package io.clientele.job;
