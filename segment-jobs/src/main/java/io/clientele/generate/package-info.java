/**
 * A made-up shop whose truth is known: purchases by Pareto/NBD, spend by Gamma-Gamma, kinds of
 * customers that shift both, season, promotions, browsing, messages, refunds. Each customer's life
 * follows from the seed and the customer's number alone, so that the size of the world and the
 * number of threads change nothing of it. Writes files as a shop would export them, with records
 * that come twice, late or corrected, and knows nothing of how they are read.
 */
package io.clientele.generate;
