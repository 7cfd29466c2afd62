package io.clientele.lake;

import java.time.Duration;

/**
 * What was done to a stored table, or would be.
 *
 * @param table its id
 * @param filesBefore files that its newest version consisted of
 * @param filesAfter those that it consists of since; the same where nothing was changed
 * @param bytesBefore size of all its files, those of old versions and of changes included
 * @param bytesAfter the same afterwards
 * @param removedFiles files that left, or would
 * @param removedBytes their size
 * @param keptFrom oldest version that can be read, as far as its log goes back
 * @param kept how long files stay that no longer belong to the newest version
 */
public record Tended(
    String table,
    long filesBefore,
    long filesAfter,
    long bytesBefore,
    long bytesAfter,
    long removedFiles,
    long removedBytes,
    long keptFrom,
    Duration kept) {}
