"""When each thing must be renewed（更新需要）."""
