package io.contrailkube.sharding;

/** Carries messages to entities, wherever they are. */
interface Post {
    void toNamespace(String namespace, NamespaceCommand.Message message);

    void toCluster(ClusterCommand.Message message);
}
