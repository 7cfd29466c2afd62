package io.clientele.job;

import java.time.LocalDate;

/**
 * What a person asked for. The same run id stands for the same request: anything else is refused.
 *
 * @param settings digest of the effective settings
 * @param input where files are taken from
 * @param asked what else
 */
public record RunRequest(
    String id,
    String tenant,
    LocalDate asOf,
    long seed,
    String settings,
    String input,
    Asked asked) {}
