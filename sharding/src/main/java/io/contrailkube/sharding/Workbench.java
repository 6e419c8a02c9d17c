package io.contrailkube.sharding;

import java.time.Clock;

/** What all entities of a node share. */
record Workbench(EntityPorts ports, ShardingSettings settings, EntityMetrics metrics, Post post, Clock clock) {}
