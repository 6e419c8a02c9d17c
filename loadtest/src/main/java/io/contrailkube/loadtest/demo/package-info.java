/** The command that shows the controller at work. */
@NullMarked
package io.contrailkube.loadtest.demo;

import org.jspecify.annotations.NullMarked;
