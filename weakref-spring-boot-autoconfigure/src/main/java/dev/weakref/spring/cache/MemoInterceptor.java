package dev.weakref.spring.cache;

import dev.weakref.memo.Memo;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of one method of one object from memory.
 */
final class MemoInterceptor implements MethodInterceptor {

	private final Memo<Object> memo;

	MemoInterceptor(Memo<Object> memo) {
		this.memo = memo;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		return this.memo.get(invocation::proceed, invocation.getArguments());
	}

}
