/** The bytes of events and snapshots: JSON under manifests that name a format and never a class. */
@NullMarked
package io.contrailkube.persistence.format;

import org.jspecify.annotations.NullMarked;
