import { ref, watchEffect } from 'vue'

const name = 'hangji.large_type'

function remembered(): boolean {
  try {
    return localStorage.getItem(name) === 'yes'
  } catch {
    return false
  }
}

/** The 大字 switch: larger type everywhere, remembered on this device. */
export const large_type = ref(remembered())

watchEffect(() => {
  document.documentElement.classList.toggle('large-type', large_type.value)
  try {
    localStorage.setItem(name, large_type.value ? 'yes' : 'no')
  } catch {
    // A browser that keeps nothing still shows large type for this visit.
  }
})
