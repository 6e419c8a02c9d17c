/** Tests of the configuration. */
@NullMarked
package io.contrailkube.node.config;

import org.jspecify.annotations.NullMarked;
