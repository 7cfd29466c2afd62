/**
 * The command line: what people type, what they see, and how a process ends. The only package that
 * knows the clock, the environment and the terminal.
 */
package io.clientele.cli;
