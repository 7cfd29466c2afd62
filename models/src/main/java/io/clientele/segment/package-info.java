/**
 * Which segment each customer lies in: the tables that say so, the port that a segmentation
 * algorithm implements, and the steps that train it, assign customers and count what is in a
 * segment. Knows no feature by name: tables and fields are handed in.
 */
package io.clientele.segment;
