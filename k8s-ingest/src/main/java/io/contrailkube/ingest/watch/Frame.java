package io.contrailkube.ingest.watch;

import org.jspecify.annotations.Nullable;

/**
 * One line of a watch.
 *
 * @param version what a watch that goes on after it starts from
 * @param event null for a bookmark
 */
record Frame(String version, @Nullable WatchEvent event) {}
