package io.contrailkube.node.guard.planted.standins;

/** Something to inherit from. */
class Parent {}
