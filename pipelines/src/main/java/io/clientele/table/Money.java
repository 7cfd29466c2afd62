package io.clientele.table;

/** Where a table's rows tell money: how much, and in which currency. */
public record Money(Field amount, Field currency) {}
