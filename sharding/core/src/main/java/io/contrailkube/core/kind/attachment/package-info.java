/** NetworkAttachmentDefinitions: additional networks of pods (spec 02 section 4.9). */
@NullMarked
package io.contrailkube.core.kind.attachment;

import org.jspecify.annotations.NullMarked;
