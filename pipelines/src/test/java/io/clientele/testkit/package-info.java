/**
 * What tests of all modules are written with: one session, rows of declared tables that show only
 * what matters, a lake in memory, and the laws that every lake obeys.
 */
package io.clientele.testkit;
