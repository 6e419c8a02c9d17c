/** The command that runs a stand-in alone. */
@NullMarked
package io.contrailkube.loadtest.standin;

import org.jspecify.annotations.NullMarked;
