/** What an event costs in a small namespace and in a large one. */
@NullMarked
package io.contrailkube.loadtest.events;

import org.jspecify.annotations.NullMarked;
