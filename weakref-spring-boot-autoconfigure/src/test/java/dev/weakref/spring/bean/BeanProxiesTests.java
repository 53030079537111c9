package dev.weakref.spring.bean;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link BeanProxyHandler} and {@link BeanProxies}, the proxies of a bean.
 */
class BeanProxiesTests {

	private final SubclassProxies subclasses = new SubclassProxies("Test");

	private final BeanProxies builders = new BeanProxies(Builder.class, this.subclasses);

	private final Builder bean = new Builder("bean", 0);

	private final Builder proxy = proxy(this.bean);

	@Test
	void aClassIsMadeOnceForAType() {
		assertThat(this.proxy.getClass()).isSameAs(this.builders.proxyClass()).isSameAs(proxy(this.bean).getClass());
		assertThat(this.proxy.getClass().getName()).isEqualTo(Builder.class.getName() + "$$Test$$0");
		assertThat(ClassUtils.getUserClass(this.proxy)).isEqualTo(Builder.class);
		assertThat(new BeanProxies(Builder.class, new SubclassProxies("Other")).proxyClass())
			.isSameAs(this.proxy.getClass());
	}

	@Test
	void aProxyRunsNoConstructorOfTheBean() {
		assertThat(this.proxy.count).isZero();
		assertThat(this.proxy.parts).isNull();
	}

	@Test
	void callsReachTheBeanWhateverTheirAccess() {
		this.proxy.add("public")
			.addProtected("protected")
			.addPackagePrivate("package-private")
			.addInherited("inherited");
		assertThat(this.bean.parts).containsExactly("public", "protected", "package-private", "inherited");
		assertThat(this.proxy.size()).isEqualTo(4);
		assertThat(this.proxy.addAll("a", "b")).isEqualTo(6);
	}

	@Test
	void exceptionsComeThroughAsTheyAre() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.proxy.fail(new IOException("checked")))
			.withMessage("checked")
			.withNoCause();
		assertThatIllegalStateException().isThrownBy(() -> this.proxy.fail(new IllegalStateException("unchecked")))
			.withNoCause();
		assertThatExceptionOfType(StackOverflowError.class)
			.isThrownBy(() -> this.proxy.fail(new StackOverflowError("error")));
	}

	@Test
	void aBeanThatReturnsItselfReturnsItsProxy() {
		assertThat(this.proxy.add("fluent")).isSameAs(this.proxy);
		assertThat(this.proxy.anything(true)).isSameAs(this.proxy);
		assertThat(this.proxy.anything(false)).isEqualTo("other");
	}

	@Test
	void equalityIsThatOfTheBeans() {
		Builder equal = proxy(new Builder("bean", 0));
		Builder other = proxy(new Builder("other", 0));
		assertThat(this.proxy.equals(this.proxy)).isTrue();
		assertThat(this.proxy.equals(equal)).isTrue();
		assertThat(this.proxy.equals(this.bean)).isTrue();
		assertThat(this.proxy.equals(other)).isFalse();
		assertThat(this.proxy.equals(null)).isFalse();
		assertThat(this.proxy).hasSameHashCodeAs(this.bean).hasSameHashCodeAs(equal);
		assertThat(this.proxy).hasToString("bean0");
	}

	@Test
	void aBeanWithoutEqualsHasAnIdentityOfItsOwn() {
		BeanProxies proxies = new BeanProxies(Plain.class, this.subclasses);
		Object one = proxies.create(new Plain());
		Object other = proxies.create(new Plain());
		assertThat(one).isEqualTo(one).isNotEqualTo(other).isNotEqualTo(new Plain());
	}

	@Test
	void anInterfaceIsImplemented() {
		BeanProxies proxies = new BeanProxies(Named.class, this.subclasses);
		Named named = (Named) proxies.create(this.bean);
		assertThat(named.name()).isEqualTo("bean");
		assertThat(named.twice()).isEqualTo("beanbean");
		assertThat(named.itself()).isSameAs(named);
		assertThat(named).hasToString("bean0").hasSameHashCodeAs(this.bean).isEqualTo(this.proxy);
		assertThat(named).isNotInstanceOf(Builder.class);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> named.fail(new IOException("checked")));
		assertThat(proxies.proxyClass()).isSameAs(named.getClass());
	}

	@Test
	void anInterfaceOfTheJdkIsImplemented() {
		BeanProxies proxies = new BeanProxies(List.class, this.subclasses);
		assertThat(proxies.create(List.of("a", "b"))).isEqualTo(List.of("a", "b"));
		assertThat(List.of("a", "b")).isEqualTo(proxies.create(List.of("a", "b")));
	}

	@Test
	void theSubclassOfAnAbstractClassStandsForAnyOfItsSubclasses() {
		Builder proxy = (Builder) this.builders.create(new Builder("sub", 1) {

			@Override
			public int size() {
				return 100;
			}

		});
		assertThat(proxy.size()).isEqualTo(100);
	}

	private Builder proxy(Builder builder) {
		return (Builder) this.builders.create(builder);
	}

	interface Named {

		String name();

		default String twice() {
			return name() + name();
		}

		Object itself();

		void fail(Throwable failure) throws Throwable;

	}

	static class Base {

		final List<String> parts = new ArrayList<>();

		void addInherited(String part) {
			this.parts.add(part);
		}

	}

	static class Builder extends Base implements Named {

		private final String name;

		private final int count;

		Builder(String name, int count) {
			this.name = name;
			this.count = count;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public Object itself() {
			return this;
		}

		public Builder add(String part) {
			this.parts.add(part);
			return this;
		}

		protected Builder addProtected(String part) {
			return add(part);
		}

		Builder addPackagePrivate(String part) {
			return add(part);
		}

		int addAll(String... more) {
			this.parts.addAll(List.of(more));
			return this.parts.size();
		}

		public int size() {
			return this.parts.size();
		}

		Object anything(boolean itself) {
			return itself ? this : "other";
		}

		@Override
		public void fail(Throwable failure) throws Throwable {
			throw failure;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Builder builder && builder.name.equals(this.name) && builder.count == this.count;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.name, this.count);
		}

		@Override
		public String toString() {
			return this.name + this.count;
		}

	}

	static class Plain {

	}

}
