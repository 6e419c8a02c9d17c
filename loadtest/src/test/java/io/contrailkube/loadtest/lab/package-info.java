@NullMarked
package io.contrailkube.loadtest.lab;

import org.jspecify.annotations.NullMarked;
