/**
 * The declared facts about each customer as of a date: each a field and a pure function of the
 * customer's past before that date. The catalogue is the one list of them; a new feature is one
 * line there. Knows histories, but nothing of models and segments.
 */
package io.clientele.feature;
