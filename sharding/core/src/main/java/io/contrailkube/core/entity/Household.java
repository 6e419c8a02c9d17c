package io.contrailkube.core.entity;

import io.contrailkube.core.kind.namespace.NamespaceFact;
import io.contrailkube.core.kind.namespace.NamespaceSettings;

/**
 * What a namespace is to its workloads.
 *
 * @param stands whether its project, security group, tag and own networks stand
 */
record Household(NamespaceFact fact, NamespaceSettings settings, boolean stands) {}
