/** What entities decide in a round of work, without Akka: commands in, events and actions out. */
@NullMarked
package io.contrailkube.core.entity;

import org.jspecify.annotations.NullMarked;
