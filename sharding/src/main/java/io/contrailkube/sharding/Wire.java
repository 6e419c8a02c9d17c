package io.contrailkube.sharding;

/** Messages that cross nodes; {@code reference.conf} names their serializer. */
sealed interface Wire permits NamespaceCommand.Message, ClusterCommand.Message, Answer {}
