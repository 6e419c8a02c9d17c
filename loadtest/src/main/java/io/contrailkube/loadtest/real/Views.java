package io.contrailkube.loadtest.real;

/** Where to look: at what Kubernetes has, and at what Contrail has. */
record Views(ApiProxy kubernetes, ContrailView contrail) {}
