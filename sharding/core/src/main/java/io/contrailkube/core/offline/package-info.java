/** What manifests lead to on a fresh Contrail, without any running system; and the form in which worlds are compared. */
@NullMarked
package io.contrailkube.core.offline;

import org.jspecify.annotations.NullMarked;
