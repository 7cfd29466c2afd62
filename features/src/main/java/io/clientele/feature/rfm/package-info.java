/**
 * Recency, frequency and monetary scores of each customer, and the named group that follows from
 * them. Every combination of scores has exactly one group; customers without an order are
 * prospects, so that groups are total over customers.
 */
package io.clientele.feature.rfm;
