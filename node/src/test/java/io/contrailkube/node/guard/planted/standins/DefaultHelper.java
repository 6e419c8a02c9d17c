package io.contrailkube.node.guard.planted.standins;

/** A name that says nothing, for a class that is half another one. */
final class DefaultHelper extends Parent {}
