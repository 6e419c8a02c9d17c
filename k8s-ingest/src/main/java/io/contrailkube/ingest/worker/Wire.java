package io.contrailkube.ingest.worker;

/** Messages that may come from another node; {@code reference.conf} binds them to their serialiser. */
interface Wire {}
