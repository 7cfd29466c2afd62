package io.clientele.step;

/**
 * A step that may run jobs and touch the world (a source, a training, a publication); repeatable by
 * name and run.
 */
public non-sealed interface Effect extends Step {}
