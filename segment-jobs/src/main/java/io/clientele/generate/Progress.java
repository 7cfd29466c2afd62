package io.clientele.generate;

/** How far a generation has come, in customers. */
public record Progress(int done, int all) {}
