/** Tests of what the demo shows. */
@NullMarked
package io.contrailkube.loadtest.demo;

import org.jspecify.annotations.NullMarked;
