package io.jenkins.plugins.imagepolicy.engine.registry;

/**
 * What went over the wire so far; a snapshot.
 *
 * @param requests sent, with those for tokens, redirects and repetitions
 * @param bytes of bodies received
 * @param retries requests repeated after a fault
 * @param shared reads that were answered by an earlier or simultaneous read of the same thing
 * @param fromDisk reads answered by the cache directory
 * @param underWay requests waiting for an answer now
 */
public record Traffic(long requests, long bytes, long retries, long shared, long fromDisk, int underWay) {}
