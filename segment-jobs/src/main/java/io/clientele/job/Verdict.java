package io.clientele.job;

import io.clientele.table.Check;
import io.clientele.table.Table;

/** A check's result and the table it speaks of. */
public record Verdict(Table table, Check.Result result) {}
