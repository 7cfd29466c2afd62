package io.clientele.lake;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What of a table's past is to stay.
 *
 * @param least how long files stay that no longer belong to the newest version
 * @param readable the oldest version that must stay readable, however old it is
 */
public record Keeping(Duration least, OptionalLong readable) {}
