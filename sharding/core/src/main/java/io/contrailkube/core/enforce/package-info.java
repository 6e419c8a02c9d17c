/** How network policies of all namespaces come into force and go again (spec 03 sections 11.3, 11.4 and 11.6). */
@NullMarked
package io.contrailkube.core.enforce;

import org.jspecify.annotations.NullMarked;
