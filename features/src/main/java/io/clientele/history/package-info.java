/**
 * What is known of each customer's past: one compact row for each customer, made from the silver
 * tables, and its readable form by days. The past shows itself only as of a date, so whatever is
 * computed from it can't look ahead. Knows nothing of features, models or segments.
 */
package io.clientele.history;
