package io.contrailkube.standins.kubernetes.api;

import io.contrailkube.standins.kubernetes.resource.ResourceType;

/** Where an object stands; the namespace is empty for kinds without one. */
public record Place(ResourceType type, String namespace, String name) {}
