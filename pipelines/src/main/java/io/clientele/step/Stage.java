package io.clientele.step;

/**
 * A pure step: lazy, no session, no I/O, no clock; so it can be built on empty inputs before
 * anything runs.
 */
public non-sealed interface Stage extends Step {}
