/**
 * How tables come from tables: steps with declared inputs, the pipeline that orders them, the run
 * they belong to, and the port through which they meet a lake. Knows no storage and no clock.
 */
package io.clientele.step;
