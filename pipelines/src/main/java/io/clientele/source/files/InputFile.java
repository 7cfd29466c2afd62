package io.clientele.source.files;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file as it was listed.
 *
 * @param file path below the input folder: what it is known by
 * @param path where it is read from
 */
record InputFile(String file, String path, long size, Instant modifiedAt) implements Serializable {}
