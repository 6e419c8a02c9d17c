/** Tests of the reading of manifests. */
@NullMarked
package io.contrailkube.node.manifest;

import org.jspecify.annotations.NullMarked;
