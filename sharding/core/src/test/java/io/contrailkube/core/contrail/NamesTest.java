package io.contrailkube.core.contrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void nameKnowsItsParentItsLeafAndItsChildren() {
        FqName name = FqName.of("d", "p").child("n");
        assertThat(name).isEqualTo(FqName.parse("d:p:n")).hasToString("d:p:n");
        assertThat(name.parent()).isEqualTo(FqName.of("d", "p"));
        assertThat(name.leaf()).isEqualTo("n");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> FqName.of("d").parent());
        assertThatIllegalArgumentException().isThrownBy(() -> new FqName(List.of()));
    }

    @Test
    void keyIsReadBackFromItsText() {
        ObjectKey key = ObjectKey.of("virtual-network", "d", "p", "n");
        assertThat(key).hasToString("virtual-network|d:p:n");
        assertThat(ObjectKey.parse(key.toString())).isEqualTo(key);
        ObjectKey bar = ObjectKey.of("tag", "a=b|c");
        assertThat(ObjectKey.parse(bar.toString())).isEqualTo(bar);
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectKey.parse("d:p:n"));
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectKey.parse("|d"));
    }

    @Test
    void keysAreInOrderOfTypeThenName() {
        var keys = new TreeSet<ObjectKey>();
        keys.add(ObjectKey.of("tag", "a"));
        keys.add(ObjectKey.of("domain", "b"));
        keys.add(ObjectKey.of("domain", "a"));
        assertThat(keys)
                .containsExactly(ObjectKey.of("domain", "a"), ObjectKey.of("domain", "b"), ObjectKey.of("tag", "a"));
    }
}
